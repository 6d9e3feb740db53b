//! Parts, relationships and content types.

use super::Findings;
use crate::docx::package::{CONTENT_TYPES_PART as CONTENT_TYPES, Package, PackageError};
use crate::pool::Pool;

pub(super) fn check(package: &Package<'_>, findings: &mut Findings) -> Result<(), PackageError> {
    let types = package.content_types()?;
    for name in types.named_parts().filter(|name| !package.contains(name)) {
        findings.add(
            "phan-mo-coi",
            CONTENT_TYPES,
            &format!("Bảng kiểu nội dung nêu “{name}” nhưng tệp không có phần ấy; hãy bỏ dòng này."),
            &format!("The content types name “{name}”, which is not there; take the line out."),
        );
    }
    let mut reached: Pool<String> = Pool::default();
    let sources = std::iter::once("").chain(package.parts().iter().map(|part| part.name.as_str()));
    for source in sources {
        for relation in package.relations(source)?.into_iter().filter(|relation| !relation.external) {
            if !package.contains(&relation.target) {
                let from = if source.is_empty() { "_rels/.rels" } else { source };
                findings.add(
                    "quan-he-thieu",
                    from,
                    &format!(
                        "Quan hệ {} dẫn tới “{}” nhưng tệp không có phần ấy.",
                        relation.id, relation.target
                    ),
                    &format!(
                        "Relationship {} leads to “{}”, which is not there.",
                        relation.id, relation.target
                    ),
                );
            }
            reached.insert(relation.target.to_ascii_lowercase().as_str());
        }
    }
    for part in package.parts() {
        let name = part.name.to_ascii_lowercase();
        let belongs_to_package = part.name == CONTENT_TYPES || name.ends_with(".rels");
        if !belongs_to_package && !reached.contains(name.as_str()) {
            findings.add(
                "phan-mo-coi",
                &part.name,
                "Không quan hệ nào dẫn tới phần này; hãy bỏ nó hoặc thêm quan hệ.",
                "No relationship leads to this part; take it out or relate it.",
            );
        }
        if part.name != CONTENT_TYPES && types.of(&part.name).is_none() {
            findings.add(
                "phan-mo-coi",
                &part.name,
                "Phần này không có kiểu nội dung; hãy khai trong [Content_Types].xml.",
                "This part has no content type; declare it in [Content_Types].xml.",
            );
        }
    }
    Ok(())
}
