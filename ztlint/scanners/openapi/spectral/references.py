"""The function ``unreferencedReusableObject``: components that no ``$ref`` leads to."""

from collections.abc import Iterator

from ztlint.documents import split_pointer
from ztlint.documents.node import pointer_of
from ztlint.scanners.openapi.spectral.functions import FUNCTIONS, Fault, Options, Target


def unreferenced_reusable_object(target: Target, options: Options) -> Iterator[Fault]:
    """``reusableObjectsLocation`` is where the objects stand, whatever the rule's path leads to."""
    if target.spot is None or not isinstance(target.spot.value, dict):
        return
    pointer = str(options["reusableObjectsLocation"])[1:]
    root = target.spot.tree.root
    steps = tuple(str(step) for step in split_pointer(pointer, root.value))
    used = root.tree.referenced
    for name in target.spot.value:
        if (root.document.path, pointer_of((*steps, name))) not in used:
            yield Fault("no reference leads to it", (name,), on_key=True)


FUNCTIONS["unreferencedReusableObject"] = unreferenced_reusable_object
