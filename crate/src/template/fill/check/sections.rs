//! `{{#muc …}}`: a section that free text can take the place of.

use handlebars::template::{HelperTemplate, Parameter};
use serde_json::Value;

use super::Checker;
use crate::template::fill::calls::Call;
use crate::template::fill::scan::Tag;
use crate::template::section::Section;
use crate::template::uses::user;

impl<'s> Checker<'_, 's> {
    /// `{{#muc name nhan="…" nhan_en="…"}}`: takes the block out of the text and notes it as a section.
    pub(super) fn section(&mut self, call: &Call, block: &mut HelperTemplate, tag: Tag, elses: &'s [Tag]) {
        let Some(section) = self.declared(call, block, tag) else {
            if let Some(inner) = &mut block.template {
                self.template(inner);
            }
            return;
        };
        if self.bare {
            self.not_in_default(tag, "muc");
        }
        if self.sections.iter().any(|(other, _)| other.name == section.name) {
            let at = self.word(tag, &section.name);
            self.error(
                at,
                "trung-ten",
                format!("Đã có mục «{}» ở trên; hãy đặt tên khác.", section.name),
                format!("There is a section “{}” above; choose another name.", section.name),
            );
        }
        let before = self.source.text.get(..tag.start).unwrap_or("").trim_end_matches([' ', '\t']);
        let after = self.source.text.get(tag.end..).unwrap_or("").trim_start_matches([' ', '\t']);
        let alone = (before.is_empty() || before.ends_with('\n')) && after.starts_with('\n');
        if self.enclosing > 0 || !alone {
            self.error(
                tag.start,
                "muc-sai-cho",
                "{{#muc …}} phải đứng một mình một dòng và không nằm trong khối khác (trừ {{#phu_luc}}), để chữ viết tự do luôn được in một lần; hãy đưa ra ngoài.",
                "{{#muc …}} must stand alone on its line and in no other block but {{#phu_luc}}, so that free text prints once.",
            );
        }
        if let Some(other) = elses.first() {
            self.error(
                other.start,
                "khong-cho-phep",
                "{{#muc}} không có {{else}}; hãy bỏ đi.",
                "{{#muc}} takes no {{else}}; remove it.",
            );
        }
        block.params = vec![Parameter::Literal(Value::from(section.name.as_str()))];
        block.hash.clear();
        let mut inner = block.template.take().unwrap_or_default();
        let outside = std::mem::replace(&mut self.user, user(&section.name));
        self.enclosing += 1;
        self.template(&mut inner);
        self.enclosing -= 1;
        self.user = outside;
        self.sections.push((section, inner));
    }

    /// The section as its tag declares it.
    fn declared(&mut self, call: &Call, block: &HelperTemplate, tag: Tag) -> Option<Section> {
        let text = |key: &str| match block.hash.get(key) {
            Some(Parameter::Literal(Value::String(text))) => text.trim().to_owned(),
            _ => String::new(),
        };
        let (label, label_en) = (text("nhan"), text("nhan_en"));
        if let [name @ Parameter::Path(_)] = block.params.as_slice()
            && let Some(name) = name.as_name().filter(|name| plain(name))
            && !label.is_empty()
            && label_en.is_empty() != block.hash.contains_key("nhan_en")
            && call.unknown(&block.hash).is_none()
            && block.block_param.is_none()
        {
            return Some(Section { name: name.to_owned(), label, label_en, fields: Vec::new() });
        }
        self.error(
            tag.start,
            "tham-so-sai",
            "{{#muc}} cần một tên viết thường không dấu và một nhãn; hãy viết như {{#muc ket_qua nhan=\"Kết quả\" nhan_en=\"Results\"}}.",
            "{{#muc}} takes a plain name and labels: {{#muc ket_qua nhan=\"Kết quả\" nhan_en=\"Results\"}}.",
        );
        None
    }
}

fn plain(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
}
