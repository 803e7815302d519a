"""Run the command line as ``python -m provaudit``."""

from provaudit.cli import main

if __name__ == "__main__":
    main()
