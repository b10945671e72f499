"""How an answer of a filled-in form reads: choices by their words, days and numbers as the language writes them."""

from analytics.wording.language import Language
from geodata.schema.survey_vocabulary import QuestionKind
from geodata.survey.questions import Question

_NUMBERS = frozenset({QuestionKind.WHOLE, QuestionKind.NUMBER, QuestionKind.MONEY})


def answer_words(question: Question, value: str, language: Language) -> str:
    """Return an answer as a person reads it; one to an earlier question of another kind as it is written."""
    try:
        if question.kind is QuestionKind.DATE and value:
            return language.partial_date(value)
        if question.kind in _NUMBERS and value:
            return language.number(float(value), 3)
    except ValueError:
        return value
    return question.words(value, language.code)
