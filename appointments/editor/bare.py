"""Form fields that judge nothing by themselves, and that no form has of its own."""

from typing import Self

from django import forms


def line() -> forms.CharField:
    line = forms.CharField(required=False, strip=False)
    # What is typed is judged in words of our own, and only where it was changed.
    line.validators.clear()
    return line


class Shared(dict[str, forms.Field]):
    """The fields of all forms: none of them is ever changed, so none is copied."""

    def __deepcopy__(self, memo: object) -> Self:
        return self
