//! The house rules, as assertions on the sources. What a rule is for stands in CONTRIBUTING.md and in the crate's documentation.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

/// Each module of `src/` and the modules it may name; anything else is an arrow the wrong way.
const ARROWS: [(&str, &[&str]); 16] = [
    ("hours", &[]),
    ("directory", &["hours"]),
    ("intake", &["directory", "hours"]),
    ("search", &["directory", "hours"]),
    ("clock", &[]),
    ("config", &["clock"]),
    ("digest", &[]),
    ("priority", &[]),
    ("store", &["directory", "hours", "digest"]),
    ("publish", &["store", "search", "intake", "directory", "hours", "clock", "digest", "priority"]),
    ("geocode", &["directory"]),
    ("webhook", &["publish", "store", "clock"]),
    (
        "web",
        &[
            "webhook",
            "publish",
            "search",
            "intake",
            "store",
            "geocode",
            "directory",
            "hours",
            "config",
            "clock",
            "digest",
            "priority",
        ],
    ),
    (
        "cli",
        &["web", "webhook", "publish", "search", "intake", "store", "geocode", "directory", "hours", "config", "clock"],
    ),
    ("main", &["cli"]),
    ("lib", &[]),
];

/// Modules that know no I/O, no clock, no database, no HTTP.
const PURE: [&str; 4] = ["hours", "directory", "intake", "search"];

/// What a pure module must not name, and why.
const IMPURE_WORDS: [(&str, &str); 12] = [
    ("async ", "pure code does not wait"),
    (".await", "pure code does not wait"),
    ("std::fs", "no I/O"),
    ("std::net", "no I/O"),
    ("std::env", "no surroundings"),
    ("tokio", "no runtime"),
    ("reqwest", "no network"),
    ("tracing", "nothing happens here that a log could tell"),
    ("Serialize", "shapes on the wire belong to web"),
    ("ToSchema", "shapes on the wire belong to web"),
    ("Queryable", "rows belong to store"),
    ("Insertable", "rows belong to store"),
];

/// Words no module may be called by: they say how, or nothing, instead of what.
const FORBIDDEN_NAMES: [&str; 16] = [
    "util",
    "utils",
    "common",
    "helper",
    "helpers",
    "manager",
    "repository",
    "provider",
    "dto",
    "info",
    "base",
    "core",
    "types",
    "impl",
    "misc",
    "shared",
];

/// Lines a file may have.
const FILE_CEILING: usize = 600;
/// Lines half of the files stay within.
const FILE_MEDIAN: usize = 120;
/// Lines a function may have.
const FUNCTION_CEILING: usize = 80;
/// Lines nine of ten functions stay within.
const FUNCTION_P90: usize = 40;
/// Lines a handler may have.
const HANDLER_CEILING: usize = 30;
/// Traits of our own.
const TRAITS: usize = 3;

struct Source {
    /// Below the repository, with `/`.
    path: String,
    text: String,
}

impl Source {
    /// The top-level module it is part of: `hours` of `src/hours/read/mod.rs`.
    fn module(&self) -> &str {
        let below = self.path.strip_prefix("src/").unwrap_or(&self.path);
        below.split('/').next().unwrap_or(below).trim_end_matches(".rs")
    }

    /// Whether it is the tests of another file, grown too long to stand at its foot.
    fn holds_only_tests(&self) -> bool {
        self.path.ends_with("tests.rs") || self.path.contains("/tests/")
    }

    /// The lines that are neither comments nor tests, with their numbers from 1.
    fn production(&self) -> impl Iterator<Item = (usize, &str)> {
        let none = self.holds_only_tests();
        let lines = self.text.lines().zip(1..).take_while(move |(line, _)| !none && *line != "#[cfg(test)]");
        lines.map(|(line, number)| (number, line)).filter(|(_, line)| !line.trim_start().starts_with("//"))
    }

    /// The functions in it, tests included.
    ///
    /// The sources are formatted (CI checks that before this runs), so a function ends at the first `}` as deep as it began.
    fn functions(&self) -> Vec<Function<'_>> {
        let lines: Vec<&str> = self.text.lines().collect();
        let mut functions = Vec::new();
        for (start, line) in lines.iter().enumerate() {
            let Some(name) = function_name(line) else { continue };
            let depth = line.len() - line.trim_start().len();
            let body = lines.iter().skip(start);
            let length = 1 + body
                .take_while(|l| !l.trim_end().ends_with(['}', ';']) || l.len() - l.trim_start().len() != depth)
                .count();
            let attributes = lines.iter().take(start).rev().take_while(|l| !l.trim().is_empty() && l.trim() != "}");
            let handler = attributes.clone().any(|l| {
                ["#[get(", "#[post(", "#[put(", "#[patch(", "#[delete(", "#[route("]
                    .iter()
                    .any(|a| l.trim().starts_with(a))
            });
            functions.push(Function { name, line: start + 1, length, handler });
        }
        functions
    }
}

struct Function<'a> {
    name: &'a str,
    line: usize,
    length: usize,
    handler: bool,
}

/// The name of the function whose signature begins on this line.
fn function_name(line: &str) -> Option<&str> {
    let mut rest = line.trim_start();
    if let Some(after) = rest.strip_prefix("pub(") {
        rest = after.split_once(") ")?.1;
    }
    for word in ["pub ", "const ", "async "] {
        rest = rest.strip_prefix(word).unwrap_or(rest);
    }
    let name = rest.strip_prefix("fn ")?;
    name.split(['(', '<']).next()
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every file below `folder`, without what is built or fetched.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap().map(Result::unwrap) {
            let (path, name) = (entry.path(), entry.file_name());
            let built = ["target", "node_modules", "data", ".git"].contains(&name.to_str().unwrap());
            if path.is_dir() && !built {
                folders.push(path);
            } else if path.is_file() && !built {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

fn sources(folder: &str) -> Vec<Source> {
    let rust = files(&root().join(folder)).into_iter().filter(|path| path.extension().is_some_and(|e| e == "rs"));
    rust.map(|path| Source {
        path: path.strip_prefix(root()).unwrap().to_str().unwrap().replace('\\', "/"),
        text: fs::read_to_string(&path).unwrap(),
    })
    .collect()
}

/// Fails with every breach, so that one run tells them all.
#[track_caller]
fn assert_none(rule: &str, breaches: &[String]) {
    assert!(breaches.is_empty(), "{rule}\n{}", breaches.join("\n"));
}

/// The modules of this crate that a line names after `word::`, nested imports included.
fn named_modules(text: &str, word: &str) -> Vec<String> {
    let mut named = Vec::new();
    for (at, _) in text.match_indices(&format!("{word}::")) {
        if text[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == '$') {
            continue;
        }
        let rest = &text[at + word.len() + 2..];
        let first =
            |part: &str| part.trim().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
        match rest.strip_prefix('{') {
            None => named.push(first(rest)),
            Some(group) => {
                let mut depth = 0;
                let end = group.find(|c| {
                    depth += i32::from(c == '{') - i32::from(c == '}');
                    depth < 0
                });
                let mut depth = 0;
                let parts = group[..end.unwrap_or(group.len())].split(|c| {
                    depth += i32::from(c == '{') - i32::from(c == '}');
                    c == ',' && depth == 0
                });
                named.extend(parts.map(first).filter(|name| !name.is_empty()));
            }
        }
    }
    named
}

#[test]
fn modules_name_only_what_lies_below_them() {
    assert_eq!(named_modules("use crate::{a::{B, c}, d, e::F};\ncrate::g::h()", "crate"), ["a", "d", "e", "g"]);
    let mut breaches = Vec::new();
    for source in sources("src") {
        let module = source.module().to_owned();
        let Some((_, allowed)) = ARROWS.iter().find(|(name, _)| *name == module) else {
            breaches.push(format!("{}: {module} is not in the table of arrows", source.path));
            continue;
        };
        let text = source.production().map(|(_, line)| line).collect::<Vec<_>>().join("\n");
        for word in ["crate", "yoruyaku"] {
            for named in named_modules(&text, word) {
                let is_module = ARROWS.iter().any(|(name, _)| *name == named);
                if is_module && named != module && !allowed.contains(&named.as_str()) {
                    breaches.push(format!("{}: {module} names {named}", source.path));
                }
            }
        }
    }
    assert_none(
        "arrows: main → cli → web → {publish → {store, search}, search, intake, store} → directory → hours",
        &breaches,
    );
}

#[test]
fn pure_modules_know_nothing_of_the_world() {
    let mut breaches = Vec::new();
    for source in sources("src").iter().filter(|source| PURE.contains(&source.module())) {
        for (number, line) in source.production() {
            for (word, why) in IMPURE_WORDS.iter().filter(|(word, _)| line.contains(word)) {
                breaches.push(format!("{}:{number}: {} ({why})", source.path, word.trim()));
            }
        }
    }
    assert_none("hours, directory, intake and search are pure", &breaches);
}

#[test]
fn only_store_names_diesel_and_only_web_names_actix() {
    let homes: [(&str, &[&str]); 4] =
        [("diesel", &["store"]), ("actix_web", &["web", "cli", "main"]), ("utoipa", &["web"]), ("maud", &["web"])];
    let mut breaches = Vec::new();
    for source in sources("src") {
        for (number, line) in source.production() {
            for (word, _) in
                homes.iter().filter(|(word, homes)| line.contains(word) && !homes.contains(&source.module()))
            {
                breaches.push(format!("{}:{number}: {word}", source.path));
            }
        }
    }
    assert_none("a library is named in one module", &breaches);
}

/// Whoever counted a revision elsewhere would publish something that the log of changes and `as_of` never hear of.
#[test]
fn revisions_are_counted_where_they_are_logged() {
    let elsewhere = sources("src").into_iter().filter(|source| source.path != "src/publish/history.rs");
    let mut breaches = Vec::new();
    for source in elsewhere.filter(|source| !source.path.starts_with("src/store/")) {
        for (number, _) in source.production().filter(|(_, line)| line.contains("store::bump(")) {
            breaches.push(format!("{}:{number}: call publish::record instead of store::bump", source.path));
        }
    }
    assert_none("a revision is counted by publish::record, last in the transaction", &breaches);
}

#[test]
fn files_stay_small() {
    let mut lengths: Vec<(usize, String)> = sources("src")
        .into_iter()
        .filter(|source| !source.path.ends_with("store/schema.rs") && !source.holds_only_tests())
        .map(|source| (source.text.lines().count(), source.path))
        .collect();
    lengths.sort();
    let tests = sources("tests").into_iter().chain(sources("src").into_iter().filter(Source::holds_only_tests));
    let every = lengths.iter().cloned().chain(tests.map(|source| (source.text.lines().count(), source.path)));
    let over = every.filter(|(lines, _)| *lines > FILE_CEILING).map(|(lines, path)| format!("{path}: {lines}"));
    assert_none("a file has 600 lines at most", &over.collect::<Vec<_>>());
    let (median, _) = &lengths[lengths.len() / 2];
    assert!(*median <= FILE_MEDIAN, "half of the files have {FILE_MEDIAN} lines at most; now {median}");
}

#[test]
fn functions_stay_short() {
    let sources: Vec<Source> = sources("src").into_iter().chain(sources("tests")).collect();
    let (mut lengths, mut over) = (Vec::new(), Vec::new());
    for source in &sources {
        for Function { name, line, length, handler } in source.functions() {
            lengths.push(length);
            let ceiling = if handler { HANDLER_CEILING } else { FUNCTION_CEILING };
            if length > ceiling {
                over.push(format!("{}:{line}: {name} has {length} lines, {ceiling} at most", source.path));
            }
        }
    }
    assert_none("a function has 80 lines at most, a handler 30", &over);
    lengths.sort_unstable();
    let p90 = lengths[lengths.len() * 9 / 10];
    assert!(p90 <= FUNCTION_P90, "nine functions of ten have {FUNCTION_P90} lines at most; now {p90}");
    assert!(lengths.len() > 100, "only {} functions were found: the scan is broken", lengths.len());
}

#[test]
fn functions_are_measured_as_written() {
    let text = "fn one() -> u8 { 1 }\n\nimpl A {\n    #[get(\"/\")]\n    pub(crate) async fn two(\n        a: u8,\n    ) {\n        a\n    }\n}\n";
    let source = Source { path: "src/web/a.rs".into(), text: text.into() };
    let told: Vec<_> = source.functions().iter().map(|f| (f.name.to_owned(), f.line, f.length, f.handler)).collect();
    assert_eq!(told, [("one".into(), 1, 1, false), ("two".into(), 5, 5, true)]);
}

#[test]
fn modules_are_named_for_what_they_are_about() {
    let mut breaches = Vec::new();
    for folder in ["src", "tests"] {
        for source in sources(folder) {
            let words = source.path.trim_end_matches(".rs").split(['/', '_']);
            breaches.extend(
                words.filter(|word| FORBIDDEN_NAMES.contains(word)).map(|word| format!("{}: {word}", source.path)),
            );
        }
    }
    assert_none("modules are nouns of the trade", &breaches);
}

#[test]
fn every_file_says_what_it_is_for() {
    let silent =
        sources("src").into_iter().filter(|source| !source.holds_only_tests() && !source.text.starts_with("//!"));
    assert_none("a file opens with a //! line", &silent.map(|source| source.path).collect::<Vec<_>>());
}

#[test]
fn nothing_is_left_undone_or_switched_off() {
    let this = "tests/tidy.rs";
    let mut breaches = Vec::new();
    for source in sources("src").iter().chain(&sources("tests")).filter(|source| source.path != this) {
        for (line, number) in source.text.lines().zip(1..) {
            for word in ["#[ignore", "todo!(", "unimplemented!(", "dbg!(", "FIXME", "XXX"] {
                if line.contains(word) {
                    breaches.push(format!("{}:{number}: {word}", source.path));
                }
            }
        }
    }
    assert_none("a wrong behaviour is asserted as it is and explained, not ignored", &breaches);
}

#[test]
fn few_traits_and_none_for_mocking() {
    let sources = sources("src");
    let traits: Vec<String> = sources
        .iter()
        .flat_map(|source| source.production().map(move |(number, line)| (source, number, line)))
        .filter(|(_, _, line)| line.trim_start().trim_start_matches("pub ").starts_with("trait "))
        .map(|(source, number, line)| format!("{}:{number}: {}", source.path, line.trim()))
        .collect();
    assert!(traits.len() <= TRAITS, "{TRAITS} traits of our own at most:\n{}", traits.join("\n"));
}

#[test]
fn migrations_go_both_ways_in_words_both_databases_know() {
    let migrations = root().join("migrations");
    let folders: BTreeSet<PathBuf> = files(&migrations)
        .iter()
        .filter(|path| path.extension().is_some_and(|e| e == "sql"))
        .map(|path| path.parent().unwrap().to_owned())
        .collect();
    let mut breaches = Vec::new();
    let mut numbers = BTreeSet::new();
    for folder in &folders {
        let number = folder.file_name().unwrap().to_str().unwrap().split('_').next().unwrap().to_owned();
        if !numbers.insert(number) {
            breaches.push(format!("{}: two migrations of one number, of which only one would run", folder.display()));
        }
        for name in ["up.sql", "down.sql"] {
            let Ok(text) = fs::read_to_string(folder.join(name)) else {
                breaches.push(format!("{}: no {name}", folder.display()));
                continue;
            };
            let code: String =
                text.lines().filter(|line| !line.trim_start().starts_with("--")).collect::<Vec<_>>().join("\n");
            let words: BTreeSet<String> =
                code.to_uppercase().split(|c: char| !c.is_alphanumeric() && c != '_').map(str::to_owned).collect();
            let foreign = ["SERIAL", "BIGSERIAL", "AUTOINCREMENT", "JSONB", "NOW", "STRICT", "TRIGGER", "DATETIME"];
            breaches.extend(
                foreign
                    .iter()
                    .filter(|word| words.contains(**word))
                    .map(|word| format!("{}/{name}: {word}", folder.display())),
            );
        }
    }
    assert_none("one set of migrations serves SQLite and PostgreSQL", &breaches);
}

#[test]
fn the_changelog_tells_of_this_version() {
    let changelog = fs::read_to_string(root().join("CHANGELOG.md")).unwrap();
    let version = env!("CARGO_PKG_VERSION");
    assert!(changelog.contains(&format!("## [{version}]")), "CHANGELOG.md has no section for {version}");
}
