"""``python -m ztlint``."""

from ztlint.cli import main

if __name__ == "__main__":
    main()
