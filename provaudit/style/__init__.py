"""The style detector: a linear model over the style of a text, trained, calibrated, abstaining.

``training`` makes a model from labelled rows, ``scoring`` applies it in a scan, ``evaluation``
measures it on data that it was not trained on.
"""
