"""What must hold: policy packs (``pack``), screening (``screening``) and avoidance (``avoidance``).

Import from the modules themselves. Nothing is gathered here, so that whoever needs the data of a
pack only, as the verifier does, does not load the rules that judge.
"""
