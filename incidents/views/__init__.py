"""The pages of reports: filing one, the list, and one report."""
