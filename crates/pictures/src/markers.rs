//! What a JPEG's markers say before anything of it is painted.

/// The frame and the end of a JPEG.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Markers {
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
    /// In how many passes it is painted.
    pub passes: u64,
    /// Whether all passes are held in memory before the picture comes out.
    pub progressive: bool,
    /// Bits of a sample.
    pub precision: u8,
    /// How many colours a pixel has.
    pub components: u8,
    /// Whether its end is there.
    pub ended: bool,
}

/// Walks the markers from the first to the end of the picture, or of the bytes.
pub(crate) fn markers(bytes: &[u8]) -> Markers {
    let mut found = Markers::default();
    let mut at = 2;
    while let Some((marker, behind)) = next(bytes, at) {
        let length = bytes.get(behind..behind + 2).map_or(0, |l| usize::from(l[0]) << 8 | usize::from(l[1]));
        match marker {
            0xd9 => {
                found.ended = true;
                break;
            }
            0xda => found.passes += 1,
            // Frames; 0xc4, 0xc8 and 0xcc in their midst are not.
            0xc0..=0xc3 | 0xc5..=0xc7 | 0xc9..=0xcb | 0xcd..=0xcf => {
                found.progressive = matches!(marker, 0xc2 | 0xc6 | 0xca | 0xce);
                found.precision = bytes.get(behind + 2).copied().unwrap_or(0);
                let side = |at| bytes.get(at..at + 2).map_or(0, |s| u32::from(s[0]) << 8 | u32::from(s[1]));
                found.height = found.height.max(side(behind + 3));
                found.width = found.width.max(side(behind + 5));
                found.components = bytes.get(behind + 7).copied().unwrap_or(0);
            }
            _ => {}
        }
        at = behind + if matches!(marker, 0x01 | 0xd8) { 0 } else { length };
    }
    found
}

/// The next marker from there on and what lies behind it. Pixels between markers are passed over: in them 0xff is
/// followed by 0 or by one of the eight signs from which painting can be taken up again.
fn next(bytes: &[u8], mut at: usize) -> Option<(u8, usize)> {
    loop {
        at += bytes.get(at..)?.iter().position(|b| *b == 0xff)?;
        match bytes.get(at + 1)? {
            0x00 | 0xd0..=0xd7 => at += 2,
            0xff => at += 1,
            marker => return Some((*marker, at + 2)),
        }
    }
}
