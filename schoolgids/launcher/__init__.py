"""`make run`: sets up, starts and watches every process of the portal on one machine."""
