"""Analysis → Frames: who does what to whom, how firmly. The only place that walks the tree."""

from dragoman.frames.build import read_frames
from dragoman.frames.model import Argument, Frame, Frames

__all__ = ["Argument", "Frame", "Frames", "read_frames"]
