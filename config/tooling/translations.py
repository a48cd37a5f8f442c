"""`python -m config.tooling.translations compile|check`: make the .mo files, or say what is not translated,
or left in one language by accident.
"""

import sys

from config.tooling import catalogues, wordings

LANGUAGES = ("fr",)


def main(arguments: list[str]) -> int:
    """Exit status 0 done, 1 something is not translated, 2 wrong call."""
    match arguments:
        case ["compile"]:
            catalogues.compile_all()
            return 0
        case ["check"]:
            found = [line for language in LANGUAGES for line in catalogues.problems(language)]
            found += [line for language in LANGUAGES for line in wordings.same_as_source(language)]
            found += wordings.unmarked()
            for line in found:
                print(line)
            return 1 if found else 0
        case _:
            print("usage: translations compile|check", file=sys.stderr)
            return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
