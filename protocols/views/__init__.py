"""Pages: the public guide, and the codes as staff keep them."""
