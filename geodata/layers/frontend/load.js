/** A script of the kind that the frame knows: the map's modules are on their way while the frame loads what else the map needs. */

globalThis.khuyenCongModule = import("./map.js");
