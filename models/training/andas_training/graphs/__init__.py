"""From weights to ONNX: graphs by hand, made small, compared, with a card each."""
