//! README.md is true: its settings are the program's, its commands exist, its examples answer as shown.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

use std::{
    collections::BTreeSet,
    fs,
    io::{BufRead, BufReader},
    path::Path,
    process::{Child, Command, Stdio},
};

fn readme() -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap()
}

/// The lines of the section with that heading.
fn section<'a>(readme: &'a str, heading: &str) -> &'a str {
    let (_, rest) = readme.split_once(&format!("\n## {heading}\n")).unwrap_or_else(|| panic!("no section {heading}"));
    rest.split("\n## ").next().unwrap()
}

#[test]
fn the_table_of_settings_is_the_programs() {
    let expected: String = yoruyaku::config::SETTINGS
        .iter()
        .map(|setting| format!("| `{}` | `{}` | {} |", setting.name, setting.default, setting.help))
        .collect::<Vec<_>>()
        .join("\n");
    let readme = readme();
    let rows: Vec<_> = section(&readme, "Settings").lines().filter(|line| line.starts_with("| `YORUYAKU_")).collect();
    let table = rows.join("\n");
    if std::env::var_os("UPDATE_README").is_some() {
        fs::write(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md"), readme.replace(&table, &expected)).unwrap();
    } else {
        assert_eq!(table, expected, "UPDATE_README=1 cargo test --test readme rewrites it");
    }
}

#[test]
fn its_commands_are_the_programs() {
    let help = Command::new(env!("CARGO_BIN_EXE_yoruyaku")).arg("--help").output().unwrap();
    let help = String::from_utf8(help.stdout).unwrap();
    let commands = help.split("Commands:\n").nth(1).unwrap().split("\n\n").next().unwrap();
    let known: BTreeSet<_> = commands
        .lines()
        .filter_map(|line| line.strip_prefix("  "))
        .filter_map(|line| line.split(' ').next())
        .filter(|c| !c.is_empty())
        .filter(|c| *c != "help")
        .collect();
    let readme = readme();
    let told: BTreeSet<_> = section(&readme, "The command line")
        .lines()
        .filter_map(|line| line.strip_prefix("| `yoruyaku "))
        .map(|line| line.split([' ', '`']).next().unwrap())
        .collect();
    assert_eq!(told, known);
}

/// A served demonstration; ends with the test.
struct Demo {
    server: Child,
    address: String,
    _folder: tempfile::TempDir,
}

impl Demo {
    /// Serves a new database at the instant the examples speak of.
    fn serve() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut server = Command::new(env!("CARGO_BIN_EXE_yoruyaku"))
            .args(["serve", "--demo"])
            .env("YORUYAKU_LISTEN", "127.0.0.1:0")
            .env("YORUYAKU_DATABASE_URL", format!("sqlite://{}/demo.db", folder.path().display()))
            .env("YORUYAKU_CLOCK", "2026-11-22T19:30:00+09:00")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let lines = BufReader::new(server.stdout.take().unwrap()).lines().map(Result::unwrap);
        let told: Vec<String> = lines.take(3).collect();
        let page = told.iter().find(|line| line.starts_with("page ")).expect("the server prints its addresses");
        let address = page.split_once("http://").unwrap().1.trim_end_matches('/').to_owned();
        Self { server, address, _folder: folder }
    }
}

impl Drop for Demo {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

/// The examples: each `curl` line with the block of output that follows it, empty when none does.
fn examples(section: &str) -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = Vec::new();
    let mut block: Option<String> = None;
    for line in section.lines() {
        match (line.strip_prefix("```"), &mut block) {
            (Some(language), None) => block = Some(language.to_owned()),
            (Some(_), Some(_)) => block = None,
            (None, Some(language)) if language == "sh" && line.starts_with("curl ") => {
                let url = line.split(['\'', '"']).find(|part| part.starts_with("http://127.0.0.1:8080/"));
                found.push((url.unwrap_or_else(|| panic!("no quoted URL: {line}")).to_owned(), String::new()));
            }
            (None, Some(language)) if language == "json" => {
                let (_, shown) = found.last_mut().expect("an answer follows its question");
                shown.push_str(line);
            }
            _ => {}
        }
    }
    found
}

/// The keys that a shown JSON text names.
fn keys(json: &str) -> BTreeSet<String> {
    let parts: Vec<&str> = json.split('"').collect();
    let pairs = parts.windows(2).filter(|pair| pair[1].trim_start().starts_with(':'));
    pairs.map(|pair| pair[0].to_owned()).collect()
}

#[test]
fn its_examples_answer_as_shown() {
    let readme = readme();
    let examples = examples(section(&readme, "The API by example"));
    assert!(examples.len() >= 5, "{examples:?}");
    let demo = Demo::serve();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let get = |url: &str| {
        runtime.block_on(async {
            let response = reqwest::get(url.replace("127.0.0.1:8080", &demo.address)).await.unwrap();
            (response.status(), response.text().await.unwrap())
        })
    };
    let (_, found) = get(&examples[0].0);
    let found: serde_json::Value = serde_json::from_str(&found).unwrap();
    let id = found["items"][0]["id"].as_str().unwrap();
    for (url, shown) in examples {
        let (status, text) = get(&url.replace("{id}", id));
        let bad_on_purpose = shown.contains("\"status\": 4");
        assert_eq!(status.is_success(), !bad_on_purpose, "{url}: {status}\n{text}");
        let answered = keys(&text);
        let missing: Vec<_> = keys(&shown).into_iter().filter(|key| !answered.contains(key)).collect();
        assert!(missing.is_empty(), "{url}: the answer has no {missing:?}\n{text}");
    }
}
