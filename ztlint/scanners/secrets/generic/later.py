"""Expressions that are compiled when they are first asked: most runs are over before."""

import re
from functools import cached_property
from typing import AnyStr, Generic


class Later(Generic[AnyStr]):
    """An expression without groups that anybody asks for."""

    def __init__(self, source: AnyStr) -> None:
        self._source: AnyStr = source

    @cached_property
    def _made(self) -> re.Pattern[AnyStr]:
        return re.compile(self._source)

    def search(self, text: AnyStr) -> bool:
        return self._made.search(text) is not None

    def match(self, text: AnyStr) -> bool:
        return self._made.match(text) is not None

    def fullmatch(self, text: AnyStr) -> bool:
        return self._made.fullmatch(text) is not None
