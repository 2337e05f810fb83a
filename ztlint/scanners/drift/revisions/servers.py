"""Servers: an address without TLS came in."""

import re
from collections.abc import Iterator

from ztlint.scanners.drift.hit import Hit, Options, at_node
from ztlint.scanners.drift.revisions.change import Change, check

_LOCAL = re.compile(r"http://(?:localhost|127\.|\[::1\]|0\.0\.0\.0|host\.docker\.internal)", re.IGNORECASE)


@check
def added_http_server(change: Change, options: Options) -> Iterator[Hit]:  # noqa: ARG001 - checks
    """``http`` addresses that no operation had before. Those of one's own machine are no matter."""
    known = {server.url for one in change.base.operations for server in one.servers}
    seen: set[str] = set()
    for operation in change.head.operations:
        for server in operation.servers:
            url = server.url
            if url.lower().startswith("http://") and not _LOCAL.match(url) and url not in known | seen:
                seen.add(url)
                yield Hit(at_node(server.node), url, {"server": url.split("?")[0][:100]})
