"""The next glyph, by nets and by Markov chains."""
