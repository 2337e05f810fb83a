"""Rule files' prose (paragraphs, code blocks, lists in Markdown) for readers of plain text."""

from collections.abc import Iterator

from ztlint.reporters.escape import one_line, visible

_CODE = "    "


def plain_lines(text: str) -> Iterator[str]:
    """A line for each paragraph and list item; code keeps its lines, indented and without fences."""
    paragraph: list[str] = []
    fenced = False
    for line in text.split("\n"):
        stripped = line.strip()
        fence = stripped.startswith("```")
        code = fenced or (line.startswith(_CODE) and not paragraph)
        if paragraph and (fence or code or not stripped or stripped.startswith("- ")):
            yield one_line(" ".join(paragraph))
            paragraph = []
        if fence:
            fenced = not fenced
        elif code and stripped:
            yield _CODE + visible(line.rstrip().removeprefix("" if fenced else _CODE))
        elif stripped:
            paragraph.append(stripped)
    if paragraph:
        yield one_line(" ".join(paragraph))
