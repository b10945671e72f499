"""Why the questions of an office make no form, in words."""

from analytics.wording.language import Language, mark
from geodata.survey.questions import QuestionFault, QuestionsError

_FAULTS = {
    QuestionFault.TWICE: mark("Two questions have the short name “{name}”: give one another name."),
    QuestionFault.NO_CHOICE: mark("The question “{name}” has a list without choices: add them, or name another list."),
    QuestionFault.CHOICE_TWICE: mark("The list of the question “{name}” has a choice twice."),
    QuestionFault.CONDITION: mark("The question “{name}” depends on an answer that no earlier question has."),
}


def fault_text(error: QuestionsError, language: Language) -> str:
    """Return what is wrong with the questions and where to mend it."""
    remedy = language.text("The questions are edited under Data, Edit.")
    return f"{language.text(_FAULTS[error.fault], name=error.name)} {remedy}"
