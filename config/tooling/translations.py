"""`python -m config.tooling.translations compile|check`: make the .mo files, or say what is not translated."""

import sys

from config.tooling import catalogues

LANGUAGES = ("fr",)


def main(arguments: list[str]) -> int:
    """Exit status 0 done, 1 something is not translated, 2 wrong call."""
    match arguments:
        case ["compile"]:
            catalogues.compile_all()
            return 0
        case ["check"]:
            found = [line for language in LANGUAGES for line in catalogues.problems(language)]
            for line in found:
                print(line)
            return 1 if found else 0
        case _:
            print("usage: translations compile|check", file=sys.stderr)
            return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
