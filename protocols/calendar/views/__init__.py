"""The pages of the review calendar: the same for a school and for the board."""
