"""What the pages and the tasks of the asking do."""
