"""The deck as PPTX."""
