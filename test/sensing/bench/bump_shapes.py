"""bump_shapes.py - bumps of height 1 at time 0, in halves of their width at half height: what is judged, and, of other shapes, what is learnt from.

Needs numpy.
"""
import numpy as np

LN2 = np.log(2)

def sides(left, right):
    """One flank before the peak, another behind it; each takes the distance from the peak."""
    return lambda t: np.where(t < 0, left(np.maximum(-t, 0)), right(np.maximum(t, 0)))

def both(flank): return sides(flank, flank)

# Flanks: 1 at 0, a half at 1.
def normal(d): return np.exp(-LN2 * d * d)
def line(d): return np.maximum(1 - d / 2, 0)
def sine(d): return np.where(d < 1.5, np.cos(np.pi * np.minimum(d, 1.5) / 3), 0)
def cosine(d): return np.where(d < 2, .5 + .5 * np.cos(np.pi * np.minimum(d, 2) / 2), 0)
def decay(d): return np.exp(-LN2 * d)
def sech(d): return 1 / np.cosh(np.minimum(1.31696 * d, 40))
def parabola(d): return np.maximum(1 - d * d / 2, 0)
def shoulder(d): return np.where(d < .5, 1, cosine(np.clip(2 * (d - .5), 0, 2)))
def cube(d): return np.maximum(1 - d ** 3 / 2, 0)
def hill(d): return 1 / (1 + d ** 4)
def slope(d): return (1 + 1.67835 * d) * np.exp(-1.67835 * d)
def scaled(flank, by): return lambda d: flank(d / by)

# Never taught with.
JUDGED = {
    'gauss': both(normal), 'triangle': both(line), 'half sine': both(sine), 'cos2': both(cosine), 'sech': both(sech), 'parabola': both(parabola),
    'slow up, quick down': sides(scaled(line, 1.7), scaled(line, .3)), 'two-sided gauss': sides(scaled(normal, 1.5), scaled(normal, .5)),
    'exponential up': sides(scaled(decay, 1.6), scaled(line, .4)), 'quick up, slow down': sides(scaled(line, .4), scaled(decay, 1.6)),
    'two cosines': sides(scaled(cosine, 1.5), scaled(cosine, .5)),
}
# Taught with: flat-topped, four powers, round on one side and sharp on the other.
LEARNT = {
    'shoulders': both(shoulder), 'cube': both(cube), 'hill': both(hill), 'cusp': both(decay), 'slope': both(slope),
    'slow cube': sides(scaled(cube, 1.6), scaled(shoulder, .4)), 'slow slope': sides(scaled(slope, 1.5), scaled(hill, .5)),
    'quick hill': sides(scaled(hill, .4), scaled(slope, 1.6)), 'slow hill': sides(scaled(hill, 1.7), scaled(decay, .3)),
}

def edges(shape, share=.05):
    """Where a shape first and last has this share of its height."""
    t = np.linspace(-12, 12, 48001); above = t[shape(t) >= share]
    return above[0], above[-1]
