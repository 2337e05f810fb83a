"""The order in which facts flow along a graph in one pass: strongly connected parts, sources first."""

from collections.abc import Callable, Collection, Iterable, Iterator


def parts_in_order(nodes: Iterable[int], successors: Callable[[int], Collection[int]]) -> list[list[int]]:
    """Tarjan's algorithm (1972) without recursion. Edges lead from a part to itself or to a later one."""
    state = _State(successors)
    for node in nodes:
        if node not in state.index:
            state.visit(node)
    return state.parts[::-1]


class _State:
    """Numbers by order of discovery, and the path walked so far."""

    def __init__(self, successors: Callable[[int], Collection[int]]) -> None:
        self.successors = successors
        self.index: dict[int, int] = {}
        self.low: dict[int, int] = {}
        self.open: list[int] = []
        self.is_open: set[int] = set()
        self.parts: list[list[int]] = []

    def visit(self, root: int) -> None:
        work = [self._enter(root)]
        while work:
            node, rest = work[-1]
            following = next(rest, None)
            if following is None:
                work.pop()
                self._leave(node, work[-1][0] if work else None)
            elif following not in self.index:
                if self.successors(following):
                    work.append(self._enter(following))
                else:  # as most are: a part of its own
                    self.index[following] = len(self.index)
                    self.parts.append([following])
            elif following in self.is_open:
                self.low[node] = min(self.low[node], self.index[following])

    def _enter(self, node: int) -> tuple[int, Iterator[int]]:
        self.index[node] = self.low[node] = len(self.index)
        self.open.append(node)
        self.is_open.add(node)
        return node, iter(self.successors(node))

    def _leave(self, node: int, parent: int | None) -> None:
        if parent is not None:
            self.low[parent] = min(self.low[parent], self.low[node])
        if self.low[node] != self.index[node]:
            return
        part = [self.open.pop()]
        while part[-1] != node:
            part.append(self.open.pop())
        self.is_open.difference_update(part)
        self.parts.append(part)
