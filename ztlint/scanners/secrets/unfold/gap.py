"""What was not unfolded: told, never passed over."""

from enum import Enum

from msgspec import Struct

from ztlint.core import Failure, Skipped

ADVICE = "Unpack it and check what comes out, or exclude it in the configuration."

SUFFIXES = (
    ".gz .tgz .bz2 .tbz2 .xz .txz .lzma .zip .jar .war .ear .whl .egg .apk .aar .ipa .nupkg .vsix .xpi .crx"
    " .docx .xlsx .pptx .odt .ods .odp .epub .tar .zlib .zz"
).split()


class Weight(Enum):
    """What a gap means for the run."""

    INCOMPLETE = "a limit: the run is incomplete"
    DAMAGED = "begins like an archive and can't be read: incomplete where its name says that it is one"
    LEFT_OUT = "left out on purpose: said in the coverage"


class Gap(Struct, frozen=True):
    """``reason`` ends a sentence that begins with the file's name; ``inside`` is the member, if it is one."""

    weight: Weight
    reason: str
    inside: str = ""

    def told(self, path: str) -> Failure | Skipped | None:
        """None for bytes that only begin like an archive: they were looked at as they are."""
        if self.weight is Weight.LEFT_OUT:
            return Skipped(self.reason, 1, (f"{path}!{self.inside}" if self.inside else path,))
        if self.weight is Weight.DAMAGED and not (self.inside or path).lower().endswith(tuple(SUFFIXES)):
            return None
        return Failure(path, f"{self.reason} ({self.inside})" if self.inside else self.reason, ADVICE)
