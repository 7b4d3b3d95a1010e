use std::collections::{BTreeMap, BTreeSet};

use fluent_syntax::{ast, parser};

use super::*;

/// The messages of a file: key to the parts it puts in.
fn messages(lang: Lang) -> BTreeMap<String, BTreeSet<String>> {
    let source = SOURCES.iter().find(|(of, _)| *of == lang).unwrap().1;
    let resource = parser::parse(source).unwrap_or_else(|(_, faults)| panic!("{}: {faults:?}", lang.as_str()));
    let mut found = BTreeMap::new();
    for entry in &resource.body {
        match entry {
            ast::Entry::Message(message) => {
                let text = format!("{:?}", message.value);
                let parts = text.split("VariableReference { id: Identifier { name: \"").skip(1);
                let parts = parts.map(|rest| rest.split('"').next().unwrap().to_owned()).collect();
                let again = found.insert(message.id.name.to_owned(), parts);
                assert!(again.is_none(), "{}: {} stands twice", lang.as_str(), message.id.name);
            }
            ast::Entry::GroupComment(_) | ast::Entry::Comment(_) | ast::Entry::ResourceComment(_) => {}
            other => panic!("{}: {other:?}", lang.as_str()),
        }
    }
    found
}

/// Every string literal of the templates, to see which keys they ask for.
fn literals() -> BTreeSet<String> {
    let web = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/web");
    let folders = ["site", "site/paper", "embed"].map(|folder| std::fs::read_dir(web.join(folder)).unwrap());
    let sources = folders.into_iter().flatten().map(|file| file.unwrap().path());
    let sources = sources.filter(|path| path.extension().is_some_and(|extension| extension == "rs"));
    let texts: Vec<String> = sources.map(|path| std::fs::read_to_string(path).unwrap()).collect();
    texts.iter().flat_map(|text| text.split('"').skip(1).step_by(2)).map(str::to_owned).collect()
}

#[test]
fn every_language_has_every_key_with_the_same_parts() {
    let ja = messages(Lang::Ja);
    for lang in Lang::ALL {
        let own = messages(lang);
        let missing: Vec<_> = ja.keys().filter(|key| !own.contains_key(*key)).collect();
        let extra: Vec<_> = own.keys().filter(|key| !ja.contains_key(*key)).collect();
        assert!(missing.is_empty() && extra.is_empty(), "{}: missing {missing:?}, extra {extra:?}", lang.as_str());
        for (key, parts) in &ja {
            // A word order may leave out what the sentence says otherwise, but may not ask for what is not given.
            let unknown: Vec<_> = own[key].difference(parts).collect();
            assert!(unknown.is_empty(), "{}: {key} asks for {unknown:?}", lang.as_str());
        }
    }
}

#[test]
fn templates_and_files_agree_on_the_keys() {
    let literals = literals();
    let made: BTreeSet<String> = crate::directory::Service::all()
        .map(super::super::form::service_key)
        .chain(["when-now", "when-tonight", "when-at"].map(str::to_owned))
        .chain(crate::directory::Topic::ALL.map(|topic| format!("correction-topic-{}", topic.as_str())))
        .chain(["field-date", "field-time", "field-until"].map(str::to_owned))
        .collect();
    let keys: BTreeSet<String> = messages(Lang::Ja).into_keys().collect();
    let unused: Vec<_> = keys.iter().filter(|key| !literals.contains(*key) && !made.contains(*key)).collect();
    assert!(unused.is_empty(), "no template asks for {unused:?}");
    let lost: Vec<_> = made.iter().filter(|key| !keys.contains(*key)).collect();
    assert!(lost.is_empty(), "no file has {lost:?}");
}

#[test]
fn no_template_asks_for_words_that_are_not_there() {
    let web = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/web");
    let keys: BTreeSet<String> = messages(Lang::Ja).into_keys().collect();
    let (mut asked, mut lost) = (0, Vec::new());
    for folder in ["site", "site/paper", "embed"] {
        for file in std::fs::read_dir(web.join(folder)).unwrap().map(|file| file.unwrap().path()) {
            if file.extension().is_none_or(|extension| extension != "rs") {
                continue;
            }
            let text = std::fs::read_to_string(&file).unwrap();
            // `say!(words, "key"`: the first text in the brackets, when nothing is computed before it.
            for call in text.split("say!(").skip(1) {
                let Some((words, rest)) = call.split_once(',') else { continue };
                let Some((key, _)) = rest.trim_start().strip_prefix('"').and_then(|rest| rest.split_once('"')) else {
                    continue;
                };
                asked += 1;
                if !words.contains(['"', '\n']) && !keys.contains(key) {
                    lost.push(format!("{}: {key}", file.display()));
                }
            }
        }
    }
    lost.retain(|one| !one.contains("words.rs") && !one.contains("words_tests.rs"));
    assert!(asked > 200, "{asked}");
    assert!(lost.is_empty(), "{lost:?}");
}

#[test]
fn a_reading_stands_over_its_kanji_and_nothing_is_markup() {
    let easy = Words::of(Lang::Easy);
    let name = "<b>｜薬《くすり》</b>";
    let phrase = say!(easy, "phone-call-to", name = name);
    let html = maud::html! { (phrase) }.into_string();
    assert!(html.contains("&lt;b&gt;") && !html.contains("<b>"), "{html}");
    assert!(html.contains("<ruby>電話<rp>（</rp><rt>でんわ</rt><rp>）</rp></ruby>"), "{html}");
    assert_eq!(say!(easy, "phone-call").plain(), "電話する");
    let ja = Words::of(Lang::Ja);
    assert_eq!(maud::html! { (say!(ja, "verbatim", text = "a｜b《c》")) }.into_string(), "a｜b《c》");
}

#[test]
fn plurals_belong_to_the_language() {
    let en = Words::of(Lang::En);
    assert_eq!(say!(en, "walk", minutes = 1).plain(), "about a minute's walk");
    assert_eq!(say!(en, "walk", minutes = 7).plain(), "about 7 minutes' walk");
}

#[test]
fn a_missing_key_is_told_and_does_not_break_the_page() {
    assert_eq!(Words::of(Lang::En).phrase("no-such-key", []).plain(), "no-such-key");
}
