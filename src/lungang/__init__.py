"""Lungang (轮岗): runs the rotation and exchange of civil servants between departments."""

__version__ = "0.1.0.dev0"
