"""The command line: ``lungang template | check | screen | plan | verify | explain | demo``.

Exit codes: 0 done · 1 could not be done · 2 what was given cannot be taken · 3 a plan says
something false · 70 a fault of the program · 130 interrupted. Nothing is written unless the exit
code is 0 (``check -o`` writes its marked copy whatever it finds).
"""

from lungang.cli.app import main

__all__ = ["main"]
