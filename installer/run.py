"""Opens HousingDesk on the made-up association; nothing need be installed beforehand but Python.

    python3 installer/run.py                  the window
    python3 installer/run.py --tour DIR       no display: drives the screens, leaves pictures and PDFs in DIR
    python3 installer/run.py -- COMMAND ...   a headless command; “-- --help” lists them
"""

import sys

import interpreter

if __name__ == "__main__":
    interpreter.require_recent()
    import opening

    sys.exit(opening.main(sys.argv[1:], help_text=__doc__))
