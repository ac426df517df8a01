"""A password must not be made of words that everybody here would try first."""

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

PRODUCT_WORDS = ("leadway", "admin", "crm", "calendar", "demo")
# What is left after the familiar words have been taken out has to be this long.
OWN_LENGTH = 8


class FamiliarWordsValidator:
    """Refuse passwords made of the product's and the company's names.

    `company` is the dotted path of a function that returns the company's name.
    """

    def __init__(self, company: str) -> None:
        self.company = company

    def validate(self, password: str, user: Any = None) -> None:
        company = str(import_string(self.company)())
        words = [*PRODUCT_WORDS, *re.findall(r"\w{4,}", company.lower())]
        familiar = "|".join(re.escape(word) for word in words)
        rest = re.sub(rf"{familiar}|\d|\W|_", "", password.lower())
        if len(rest) < OWN_LENGTH and re.search(familiar, password.lower()):
            raise ValidationError(
                _("This password is made of the product’s or the company’s name."),
                code="password_familiar",
            )

    def get_help_text(self) -> str:
        return _("Do not build it from the product’s or the company’s name.")
