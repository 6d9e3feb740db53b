//! Zips as somebody else would write them, honest and not.

/// A zip of these files, stored, dated 1980-01-01 as rawzip does by itself.
pub(crate) fn zip(files: &[(String, Vec<u8>)]) -> Vec<u8> {
    use std::io::Write as _;
    let mut out = Vec::new();
    let mut archive = rawzip::ZipArchiveWriter::new(&mut out);
    for (name, content) in files {
        let path = rawzip::path::EntryPath::verbatim(name.as_bytes().to_vec());
        let (mut entry, config) = archive.new_file(path).start().unwrap();
        let mut writer = config.wrap(&mut entry);
        writer.write_all(content).unwrap();
        let (_, descriptor) = writer.finish().unwrap();
        entry.finish(descriptor).unwrap();
    }
    archive.finish().unwrap();
    out
}

/// Overwrites the fields at `offset` of every central directory entry.
pub(crate) fn patch_directory(bytes: &mut [u8], offset: usize, field: &[u8]) {
    let starts: Vec<usize> =
        (0..bytes.len() - 4).filter(|&at| bytes[at..at + 4] == [0x50, 0x4B, 0x01, 0x02]).collect();
    assert!(!starts.is_empty());
    for start in starts {
        bytes[start + offset..start + offset + field.len()].copy_from_slice(field);
    }
}
