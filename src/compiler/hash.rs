//! Short hashes of contents, for file names and stamps.

/// A hash of the bytes as 8 hexadecimal characters: the same on every machine, different when a byte differs.
///
/// FNV-1a with 64 bits, folded to 32. It tells versions of one file apart; it is no protection against anyone.
pub fn short_hash(bytes: &[u8]) -> String {
    const BASIS: u64 = 0xcbf2_9ce4_8422_2325;
    const PRIME: u64 = 0x0000_0100_0000_01b3;
    let hash = bytes.iter().fold(BASIS, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(PRIME));
    format!("{:08x}", (hash >> 32) ^ (hash & 0xffff_ffff))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The 64-bit values are those that the authors of FNV publish; folded by hand.
    #[test]
    fn published_values_come_out() {
        assert_eq!(short_hash(b""), format!("{:08x}", 0xcbf2_9ce4_u64 ^ 0x8422_2325));
        assert_eq!(short_hash(b"a"), format!("{:08x}", 0xaf63_dc4c_u64 ^ 0x8601_ec8c));
        assert_eq!(short_hash(b"foobar"), format!("{:08x}", 0x8594_4171_u64 ^ 0xf739_67e8));
    }

    #[test]
    fn it_has_eight_characters_whatever_the_value() {
        for number in 0_u32..2000 {
            assert_eq!(short_hash(&number.to_le_bytes()).len(), 8);
        }
    }
}
