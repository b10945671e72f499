"""What the planning meeting keeps: appraisals, decisions on a plan, the list of difficult communes."""
