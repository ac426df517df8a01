"""The token, in a wrapping that does not show it by accident."""

import re
from typing import NoReturn, Self, final

_SENDABLE = re.compile(r"[A-Za-z0-9._~+/=-]{1,4096}")


@final
class Token:
    """Leadway's access token. Only `reveal` gives it away; all else says `***`.

    Raises ValueError, without the token in it, for characters that no header may
    carry: a stray newline or a placeholder is found at start, not at the first call.
    """

    __slots__ = ("__secret",)

    def __init__(self, secret: str) -> None:
        if not _SENDABLE.fullmatch(secret):
            raise ValueError("the token is empty or holds characters that no token has")
        self.__secret = secret

    def reveal(self) -> str:
        """Return the secret itself: for the header of a request, and for the gate."""
        return self.__secret

    def __str__(self) -> str:
        return "***"

    __repr__ = __str__

    def __format__(self, _spec: str) -> str:
        return "***"

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, _memo: object) -> Self:
        return self

    def __reduce_ex__(self, _protocol: object) -> NoReturn:
        raise TypeError("a token is not stored")


class BearerHeader(str):
    """The header's value, which shows itself as `***` wherever it is printed.

    It travels through the frames of requests and urllib3, whose local variables an
    error page may list.
    """

    __slots__ = ()

    def __new__(cls, token: Token) -> Self:
        return super().__new__(cls, f"Bearer {token.reveal()}")

    def __repr__(self) -> str:
        return "'Bearer ***'"

    def __str__(self) -> str:
        return "Bearer ***"

    def __format__(self, _spec: str) -> str:
        return "Bearer ***"

    def __reduce_ex__(self, _protocol: object) -> NoReturn:
        raise TypeError("a token is not stored")
