"""Makes the models of andas. Its commands are the modules beside this file; the folders are what they are made of."""
