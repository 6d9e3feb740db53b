use thethuc::xml::{
    Document, Element, MAX_ATTRIBUTES, MAX_DEPTH, MAX_PIECES, Node, Problem, Scope, unescape,
};

fn parse(source: &str) -> Document<'_> {
    Document::parse(source.as_bytes()).unwrap_or_else(|error| panic!("{source}: {error}"))
}

#[test]
fn what_is_not_touched_comes_back_byte_for_byte() {
    let sources = [
        "<a/>",
        "<a />",
        "<a></a>",
        "<a></a\t>",
        "\u{FEFF}<?xml version='1.0' encoding='utf-8'?>\r\n<!-- c --><?pi some ?><a/>\n<!--d-->\n",
        "<a b = 'x\"y'\n\tc=\"it's\"  />",
        "<a>x &amp; &#x1EE7; &lt;<![CDATA[<b>&]]>]]<!--<c>--><?p?> </a>",
        "<w:p xmlns:w='u'><w:r w:x=''>\t<w:t xml:space=\"preserve\"> Ủy ban </w:t>\r\n</w:r></w:p>",
        "<đ_ê.1-x:ấ/>",
        "<a b='&gt;>&#10;'>></a>",
    ];
    for source in sources {
        assert_eq!(String::from_utf8(parse(source).to_bytes()).unwrap(), source);
    }
}

#[test]
fn ill_formed_sources_are_refused_at_their_place() {
    let structure = |what: &str| Problem::Structure(what.to_owned());
    let cases: Vec<(Vec<u8>, Option<Problem>, usize, usize)> = vec![
        (b"".to_vec(), Some(Problem::Root), 0, 1),
        (b" \n".to_vec(), Some(Problem::Root), 2, 2),
        (b"text".to_vec(), Some(Problem::Root), 0, 1),
        (b"<a/><b/>".to_vec(), Some(Problem::Root), 4, 1),
        (b"<a></a><b></b>".to_vec(), Some(Problem::Root), 7, 1),
        (b"<a/>x".to_vec(), Some(Problem::Root), 4, 1),
        (b"<![CDATA[x]]><a/>".to_vec(), Some(Problem::Root), 0, 1),
        (b"<a>\n<b>".to_vec(), Some(structure("<b> is not closed")), 7, 2),
        (b"<a></b>".to_vec(), None, 3, 1),
        (b"</a>".to_vec(), None, 0, 1),
        (b"<a".to_vec(), None, 0, 1),
        (b"<a><!-- -- --></a>".to_vec(), None, 8, 1),
        (b"<a>]]></a>".to_vec(), Some(structure("]]> in text")), 3, 1),
        (b"<1/>".to_vec(), Some(Problem::Name), 0, 1),
        (b"<a:b:c/>".to_vec(), Some(Problem::Name), 0, 1),
        (b"< a/>".to_vec(), Some(Problem::Name), 0, 1),
        (b"<:a/>".to_vec(), Some(Problem::Name), 0, 1),
        (b"<a 1='x'/>".to_vec(), Some(Problem::Name), 3, 1),
        (b"<a b/>".to_vec(), Some(Problem::Attribute), 3, 1),
        (b"<a b=x/>".to_vec(), Some(Problem::Attribute), 3, 1),
        (b"<a b='x'c='y'/>".to_vec(), Some(Problem::Attribute), 8, 1),
        (b"<a b='<'/>".to_vec(), Some(Problem::Attribute), 6, 1),
        (b"<a b='&x;'/>".to_vec(), Some(Problem::Reference), 6, 1),
        (b"<a b='1' b='2'/>".to_vec(), Some(Problem::DuplicateAttribute("b".into())), 9, 1),
        (b"<a>\n x &nbsp;</a>".to_vec(), Some(Problem::Reference), 7, 2),
        (b"<a>a & b</a>".to_vec(), None, 5, 1),
        (b"<a>&#0;</a>".to_vec(), Some(Problem::Reference), 3, 1),
        (b"<a>&#xD800;</a>".to_vec(), Some(Problem::Reference), 3, 1),
        (b"<a>&#+65;</a>".to_vec(), Some(Problem::Reference), 3, 1),
        (b"<a>\x01</a>".to_vec(), Some(Problem::Character(1)), 3, 1),
        ("<a>\u{FFFE}</a>".as_bytes().to_vec(), Some(Problem::Character(0xFFFE)), 3, 1),
        (b"<a>\xFF</a>".to_vec(), Some(Problem::Encoding), 3, 1),
        (b"\xFE\xFF\0<\0a\0/\0>".to_vec(), Some(Problem::Encoding), 0, 1),
        (b"<?xml version='1.0' encoding='UTF-16'?><a/>".to_vec(), Some(Problem::Encoding), 0, 1),
        (b"<?xml version='1.1'?><a/>".to_vec(), Some(Problem::Declaration), 0, 1),
        (b" <?xml version='1.0'?><a/>".to_vec(), Some(Problem::Declaration), 1, 1),
        (b"<a><?xml version='1.0'?></a>".to_vec(), Some(Problem::Declaration), 3, 1),
        (b"<a><?XML x?></a>".to_vec(), Some(Problem::Declaration), 3, 1),
        ("\u{FEFF}\u{FEFF}<a/>".as_bytes().to_vec(), Some(Problem::Root), 3, 1),
        (b"<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>".to_vec(), Some(Problem::DocumentType), 0, 1),
    ];
    for (source, problem, offset, line) in cases {
        let shown = String::from_utf8_lossy(&source).into_owned();
        let error = Document::parse(&source).expect_err(&shown);
        if let Some(problem) = problem {
            assert_eq!(error.problem, problem, "{shown}");
        }
        assert_eq!((error.offset, error.line), (offset, line), "{shown}: {error}");
    }
}

#[test]
fn limits_hold_exactly() {
    let nested = |depth: usize| "<a>".repeat(depth) + &"</a>".repeat(depth);
    parse(&nested(MAX_DEPTH));
    assert_eq!(Document::parse(nested(MAX_DEPTH + 1).as_bytes()).unwrap_err().problem, Problem::Depth);
    let wide =
        |count: usize| format!("<a{}/>", (0..count).map(|at| format!(" b{at}=''")).collect::<String>());
    parse(&wide(MAX_ATTRIBUTES));
    assert_eq!(Document::parse(wide(MAX_ATTRIBUTES + 1).as_bytes()).unwrap_err().problem, Problem::Tag);
    let twice = wide(20).replace("b19=", "b3=");
    let error = Document::parse(twice.as_bytes()).unwrap_err();
    assert_eq!(error.problem, Problem::DuplicateAttribute("b3".into()));
}

#[test]
fn a_part_of_too_many_pieces_is_refused_and_children_keep_their_order() {
    let source = |count: usize| format!("<a><b/>{}<b/></a>", "<c/>".repeat(count));
    let most = MAX_PIECES - 5;
    assert_eq!(Document::parse(source(most).as_bytes()).unwrap().root.children.len(), most + 2);
    let refused = Document::parse(source(most + 1).as_bytes()).unwrap_err();
    assert_eq!((refused.problem.clone(), &*refused.diagnostic("a").code), (Problem::Pieces, "tep-qua-lon"));

    let rows: String = (0..9_000).map(|at| format!("<b n=\"{at}\"><c/>x</b>")).collect();
    let source = format!("<a>một{rows}hai</a>");
    assert_eq!(String::from_utf8(parse(&source).to_bytes()).unwrap(), source);
}

#[test]
fn no_source_makes_it_panic_and_what_parses_comes_back() {
    let good = "<?xml version='1.0'?><w:a xmlns:w='u' b=\"&amp;\"><!--c--><w:b>ữ&#65;<![CDATA[x]]></w:b><?p q?><c/></w:a>\n";
    let bits = [
        "<", ">", "&", ";", "\"", "'", "]]>", "<!", "<?", "?>", "--", "/", "=", "\u{1}", "ữ", "x", " ",
        "<a>", "</a>",
    ];
    let mut seed = 1_u32;
    let mut next = |below: usize| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (seed >> 8) as usize % below
    };
    for _ in 0..20_000 {
        let mut source = good.as_bytes().to_vec();
        for _ in 0..=next(3) {
            let at = next(source.len());
            let until = (at + next(4)).min(source.len());
            source.splice(at..until, bits[next(bits.len())].bytes());
        }
        if let Ok(document) = Document::parse(&source) {
            assert_eq!(document.to_bytes(), source);
        }
    }
}

#[test]
fn attributes_change_in_place_and_nothing_else_does() {
    let source = "<a  b='1'\n c=\"&lt;2\"  d='3' >x</a>";
    let changed = |change: &dyn Fn(&mut Element<'_>)| {
        let mut document = parse(source);
        change(&mut document.root);
        String::from_utf8(document.to_bytes()).unwrap()
    };
    assert_eq!(
        changed(&|a| a.set_attribute("c", "<\"'\n>")),
        "<a  b='1'\n c=\"&lt;&quot;&#39;&#10;>\"  d='3' >x</a>"
    );
    assert_eq!(changed(&|a| a.set_attribute("e", "5")), "<a  b='1'\n c=\"&lt;2\"  d='3' e=\"5\">x</a>");
    assert_eq!(changed(&|a| assert!(a.remove_attribute("c"))), "<a  b='1'  d='3' >x</a>");
    assert_eq!(changed(&|a| assert!(!a.remove_attribute("x"))), source);
    assert_eq!(changed(&|a| a.rename("w:long")), source.replace("<a", "<w:long").replace("</a", "</w:long"));
    assert_eq!(changed(&|a| a.tighten()), "<a  b='1'\n c=\"&lt;2\"  d='3'>x</a>");
    assert_eq!(parse(source).root.attribute("c").unwrap(), "<2");
    assert_eq!(parse("<a b='x\r\n\ty&#10;z'/>").root.attribute("b").unwrap(), "x  y\nz");
}

#[test]
fn children_are_found_added_and_taken_away() {
    let source = "<a><b/>x<c>y</c><b n='2'/></a>";
    let mut document = parse(source);
    let a = &mut document.root;
    assert_eq!(a.elements().map(Element::name).collect::<Vec<_>>(), ["b", "c", "b"]);
    assert_eq!(a.elements().next_back().and_then(|b| b.attribute("n")).as_deref(), Some("2"));
    assert_eq!(a.child("c").unwrap().text(), "y");
    a.child_mut("b").unwrap().push(Node::text("<&>\r"));
    a.insert(0, Element::new("first"));
    a.insert(99, Element::new("last").with_attribute("k", "v").with_child(Element::new("in").with_text("t")));
    a.retain_elements(|child| child.name() != "c");
    let written = String::from_utf8(document.to_bytes()).unwrap();
    assert_eq!(written, "<a><first/><b>&lt;&amp;&gt;&#13;</b>x<b n='2'/><last k=\"v\"><in>t</in></last></a>");
    assert_eq!(parse(&written).root.child("b").unwrap().text(), "<&>\r");
}

#[test]
fn namespaces_resolve_by_uri_and_end_with_their_element() {
    let document =
        parse("<a xmlns='u1' xmlns:p='u2'><p:b xmlns:p='u3' xmlns=''><c p:d='' e=''/></p:b><p:f/></a>");
    let mut scope = Scope::new(str::to_owned);
    let root = &document.root;
    scope.enter(root);
    let b = root.child("p:b").unwrap();
    scope.enter(b);
    assert_eq!(scope.of_element("p:b").as_deref(), Some("u3"));
    assert_eq!(scope.of_element("c"), None, "the default namespace was undone");
    assert_eq!(scope.of_attribute("p:d").as_deref(), Some("u3"));
    assert_eq!(scope.of_attribute("e"), None);
    scope.leave();
    assert_eq!(scope.of_element("p:f").as_deref(), Some("u2"));
    assert_eq!(scope.of_element("x").as_deref(), Some("u1"));
    assert_eq!(scope.of_element("q:x"), None);
}

#[test]
fn references_that_mean_nothing_stay_as_written() {
    assert_eq!(unescape("&lt;&#x41;&#66;&apos;&quot;&gt;&amp;amp;"), "<AB'\">&amp;");
    assert_eq!(unescape("a & b &x; &#0; &#xZ; &"), "a & b &x; &#0; &#xZ; &");
}
