"""What is said of a template that cannot be used; apart, so that no one loads python-pptx to say it."""


class TemplateError(ValueError):
    """A template cannot be used; the text says why."""
