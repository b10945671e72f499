"""What may be said of charts and figures in a sentence: the words of claims, headlines of slides, titles and answers of screens."""
