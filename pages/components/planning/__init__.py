"""Phương án: the candidates of a plan, what the meeting wishes, the plan with its reasons, scenarios and approvals."""
