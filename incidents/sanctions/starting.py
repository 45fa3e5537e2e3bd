"""A new board starts with the usual measures, and changes them as it likes."""

from incidents.sanctions.catalogue import stock
from schoolgids.organisation.starting import board_starts_with

board_starts_with(stock)
