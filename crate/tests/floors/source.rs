//! The modules of a crate as its files write them: what each holds, what it imports, what it mentions.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Delimiter, Span, TokenStream, TokenTree};
use syn::visit::{self, Visit};
use syn::{Attribute, Item, UseTree};

/// A module: the names from the root of the crate down to it; none for the root itself.
pub(super) type Module = Vec<String>;

/// A path as it is written, and where.
#[derive(Debug, Clone)]
pub(super) struct Written {
    pub(super) steps: Vec<String>,
    pub(super) file: String,
    pub(super) line: usize,
}

/// What stands in a module.
#[derive(Debug, Default)]
pub(super) struct Content {
    pub(super) children: BTreeSet<String>,
    pub(super) items: BTreeSet<String>,
    /// Names that stand for something else: `use a::b as c`, public or not, within functions too.
    pub(super) imports: BTreeMap<String, Vec<Written>>,
    /// `use a::*`.
    pub(super) globs: Vec<Written>,
    /// Every path in it, those of imports and single names among them.
    pub(super) mentions: Vec<Written>,
    /// The types it gives methods to.
    pub(super) extends: Vec<Written>,
}

impl Content {
    /// Whether a path may go on with this name.
    pub(super) fn holds(&self, name: &str) -> bool {
        self.children.contains(name) || self.items.contains(name) || self.imports.contains_key(name)
    }
}

/// The modules of a crate. Code that only tests see is left out: a test may set up its case with whatever there is.
#[derive(Debug, Default)]
pub(super) struct Modules(pub(super) BTreeMap<Module, Content>);

impl Modules {
    /// Reads files, each a path below the folder of sources and its text.
    pub(super) fn read<'f>(files: impl IntoIterator<Item = (&'f str, &'f str)>) -> Modules {
        let mut modules = Modules::default();
        modules.0.entry(Module::new()).or_default();
        for (path, text) in files {
            let parsed = syn::parse_file(text).unwrap_or_else(|error| panic!("{path}: {error}"));
            let module = module_of(path);
            modules.0.entry(module.clone()).or_default();
            Reader { modules: &mut modules, module, file: path }.visit_file(&parsed);
        }
        modules
    }
}

/// `a/b.rs` and `a/b/mod.rs` are the module `a::b`.
fn module_of(path: &str) -> Module {
    let mut steps: Module = path.trim_end_matches(".rs").split('/').map(str::to_owned).collect();
    if steps.last().is_some_and(|last| ["mod", "lib", "main"].contains(&last.as_str())) {
        steps.pop();
    }
    steps
}

struct Reader<'r> {
    modules: &'r mut Modules,
    module: Module,
    file: &'r str,
}

impl Reader<'_> {
    fn content(&mut self) -> &mut Content {
        self.modules.0.entry(self.module.clone()).or_default()
    }

    fn written(&self, steps: Vec<String>, span: Span) -> Written {
        Written { steps, file: self.file.to_owned(), line: span.start().line }
    }

    fn mention(&mut self, steps: Vec<String>, span: Span) {
        let written = self.written(steps, span);
        self.content().mentions.push(written);
    }

    fn import(&mut self, tree: &UseTree, before: &[String]) {
        let with = |name: &syn::Ident| {
            let mut steps = before.to_vec();
            // `a::{self}` is `a`.
            if name != "self" || steps.is_empty() {
                steps.push(name.to_string());
            }
            steps
        };
        match tree {
            UseTree::Path(path) => self.import(&path.tree, &with(&path.ident)),
            UseTree::Group(group) => group.items.iter().for_each(|tree| self.import(tree, before)),
            UseTree::Name(name) => self.named(with(&name.ident), None, name.ident.span()),
            UseTree::Rename(rename) => {
                self.named(with(&rename.ident), Some(rename.rename.to_string()), rename.ident.span());
            }
            UseTree::Glob(glob) => {
                self.mention(before.to_vec(), glob.star_token.span);
                let written = self.written(before.to_vec(), glob.star_token.span);
                self.content().globs.push(written);
            }
        }
    }

    fn named(&mut self, steps: Vec<String>, name: Option<String>, span: Span) {
        let Some(name) = name.or_else(|| steps.last().cloned()) else { return };
        let written = self.written(steps, span);
        self.content().mentions.push(written.clone());
        self.content().imports.entry(name).or_default().push(written);
    }

    /// Paths among tokens nobody has parsed: what macros are given and made of.
    fn scan(&mut self, tokens: TokenStream) {
        self.scan_behind(tokens, &[]);
    }

    fn scan_behind(&mut self, tokens: TokenStream, before: &[String]) {
        let mut tokens = tokens.into_iter().peekable();
        let mut steps: Vec<String> = before.to_vec();
        let mut begun: Option<Span> = None;
        let is = |token: Option<&TokenTree>, mark: char| matches!(token, Some(TokenTree::Punct(punct)) if punct.as_char() == mark);
        while let Some(token) = tokens.next() {
            let mut goes_on = false;
            match token {
                TokenTree::Ident(ident) => {
                    begun = begun.or_else(|| Some(ident.span()));
                    steps.push(ident.to_string());
                    if is(tokens.peek(), ':') {
                        tokens.next();
                        goes_on = is(tokens.peek(), ':');
                        if goes_on {
                            tokens.next();
                        }
                    }
                }
                TokenTree::Group(group) => {
                    let in_path = steps.len() > before.len() && group.delimiter() == Delimiter::Brace;
                    let steps = if in_path { std::mem::take(&mut steps) } else { Vec::new() };
                    self.scan_behind(group.stream(), &steps);
                    begun = None;
                }
                TokenTree::Literal(literal) => self.quoted(&literal.to_string(), literal.span()),
                TokenTree::Punct(_) => {}
            }
            if !goes_on {
                if let Some(span) = begun.take() {
                    self.mention(std::mem::take(&mut steps), span);
                }
                steps = before.to_vec();
            }
        }
    }

    /// A path in quotation marks, as attributes of serde have them.
    fn quoted(&mut self, literal: &str, span: Span) {
        let steps: Vec<String> = literal.trim_matches('"').split("::").map(str::to_owned).collect();
        let is_name =
            |step: &String| !step.is_empty() && step.chars().all(|c| c.is_alphanumeric() || c == '_');
        if steps.len() > 1 && steps.iter().all(is_name) {
            self.mention(steps, span);
        }
    }
}

impl<'ast> Visit<'ast> for Reader<'_> {
    fn visit_item(&mut self, item: &'ast Item) {
        if is_test(attributes(item)) {
            return;
        }
        if let Some(name) = name(item) {
            self.content().items.insert(name.to_string());
        }
        visit::visit_item(self, item);
    }

    fn visit_item_mod(&mut self, module: &'ast syn::ItemMod) {
        assert!(
            !module.attrs.iter().any(|attribute| attribute.path().is_ident("path")),
            "{}: #[path] hides where a module is",
            self.file
        );
        let name = module.ident.to_string();
        self.content().children.insert(name.clone());
        let Some((_, items)) = &module.content else { return };
        self.module.push(name);
        self.content();
        for item in items {
            self.visit_item(item);
        }
        self.module.pop();
    }

    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        // `::a::b` is another crate.
        if item.leading_colon.is_none() {
            self.import(&item.tree, &[]);
        }
    }

    fn visit_item_impl(&mut self, item: &'ast syn::ItemImpl) {
        if let (None, syn::Type::Path(of)) = (&item.trait_, &*item.self_ty)
            && let Some((steps, span)) = steps(&of.path)
        {
            let written = self.written(steps, span);
            self.content().extends.push(written);
        }
        visit::visit_item_impl(self, item);
    }

    fn visit_impl_item_fn(&mut self, item: &'ast syn::ImplItemFn) {
        if !is_test(&item.attrs) {
            visit::visit_impl_item_fn(self, item);
        }
    }

    /// Who may see something is no use of who sees it.
    fn visit_vis_restricted(&mut self, _: &'ast syn::VisRestricted) {}

    fn visit_path(&mut self, path: &'ast syn::Path) {
        if let Some((steps, span)) = steps(path) {
            self.mention(steps, span);
        }
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, called: &'ast syn::Macro) {
        self.visit_path(&called.path);
        self.scan(called.tokens.clone());
    }

    fn visit_attribute(&mut self, attribute: &'ast Attribute) {
        match &attribute.meta {
            syn::Meta::Path(path) => self.visit_path(path),
            syn::Meta::List(list) => {
                self.visit_path(&list.path);
                self.scan(list.tokens.clone());
            }
            // A link in a doc comment is no use.
            syn::Meta::NameValue(_) => {}
        }
    }
}

/// The names of a path and where it begins; none of one that begins in another crate.
fn steps(path: &syn::Path) -> Option<(Vec<String>, Span)> {
    let first = path.segments.first().filter(|_| path.leading_colon.is_none())?;
    let steps = path.segments.iter().map(|step| step.ident.to_string()).collect();
    Some((steps, first.ident.span()))
}

fn is_test(attributes: &[Attribute]) -> bool {
    let only_test = |attribute: &Attribute| match &attribute.meta {
        syn::Meta::List(list) => list.path.is_ident("cfg") && list.tokens.to_string() == "test",
        _ => false,
    };
    attributes.iter().any(only_test)
}

fn attributes(item: &Item) -> &[Attribute] {
    match item {
        Item::Const(item) => &item.attrs,
        Item::Enum(item) => &item.attrs,
        Item::Fn(item) => &item.attrs,
        Item::Impl(item) => &item.attrs,
        Item::Macro(item) => &item.attrs,
        Item::Mod(item) => &item.attrs,
        Item::Static(item) => &item.attrs,
        Item::Struct(item) => &item.attrs,
        Item::Trait(item) => &item.attrs,
        Item::Type(item) => &item.attrs,
        Item::Use(item) => &item.attrs,
        _ => &[],
    }
}

/// The name by which an item is found in its module; that of a module is told by where it stands.
fn name(item: &Item) -> Option<&syn::Ident> {
    match item {
        Item::Const(item) => Some(&item.ident),
        Item::Enum(item) => Some(&item.ident),
        Item::Fn(item) => Some(&item.sig.ident),
        Item::Macro(item) => item.ident.as_ref(),
        Item::Static(item) => Some(&item.ident),
        Item::Struct(item) => Some(&item.ident),
        Item::Trait(item) => Some(&item.ident),
        Item::Type(item) => Some(&item.ident),
        _ => None,
    }
}
