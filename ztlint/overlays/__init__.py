"""OpenAPI Overlays (https://spec.openapis.org/overlay/): definitions as others will see them."""

from ztlint.overlays.overlaid import Overlaid
from ztlint.overlays.overlay import Overlay, is_overlay, may_be_overlay, read_overlay

__all__ = ["Overlaid", "Overlay", "is_overlay", "may_be_overlay", "read_overlay"]
