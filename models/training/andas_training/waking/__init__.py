"""When the Spiralformer is called: the ear, the breath, the rules. The node does the same in `src/spiralformer/waking/`."""
