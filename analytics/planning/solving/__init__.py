"""The pure core of plans: candidates as bundles, the integer programme, its solution, contradictions, reasons, changes by hand."""
