"""JSONPath as RFC 9535 has it. What rulesets in Spectral's format speak is another language."""

from ztlint.jsonpath.find import Budget, TooMuchError, find
from ztlint.jsonpath.place import Place
from ztlint.jsonpath.query import Query, QueryError
from ztlint.jsonpath.read import read

__all__ = ["Budget", "Place", "Query", "QueryError", "TooMuchError", "find", "read"]
