"""The frame of all screens: navigation, selection bar, banners, export."""
