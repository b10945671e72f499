"""The screens: one script a screen, and the parts that screens share."""
