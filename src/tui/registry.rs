//! The macro that makes one closed set out of the registered screens: ids, models, actions, requests, outcomes, and the
//! functions that hand each to its screen.

macro_rules! screens {
    ($($id:ident => $screen:ty,)+) => {
        /// Which screen.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum ScreenId {
            $(#[doc = "One of the registered screens."] $id,)+
        }

        impl ScreenId {
            /// All screens, in the order of their tabs.
            pub const ALL: &'static [Self] = &[$(Self::$id,)+];

            /// Its name in the keymap.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$id => <$screen as Screen>::NAME,)+ }
            }

            /// Its name on the tab.
            pub const fn title(self) -> &'static str {
                match self { $(Self::$id => <$screen as Screen>::TITLE,)+ }
            }

            /// What the palette says of going there.
            pub const fn go_words(self) -> &'static str {
                match self { $(Self::$id => <$screen as Screen>::WORDS,)+ }
            }

            /// The key that leads to it.
            pub const fn digit(self) -> char {
                match self { $(Self::$id => <$screen as Screen>::DIGIT,)+ }
            }
        }

        /// An action of one of the screens.
        #[derive(Debug, Clone, PartialEq)]
        pub enum ScreenAction {
            $(#[doc = "Of that screen."] $id(<$screen as Screen>::Action),)+
        }

        impl ScreenAction {
            /// Whose action it is.
            pub const fn screen(&self) -> ScreenId {
                match self { $(Self::$id(_) => ScreenId::$id,)+ }
            }
        }

        /// A request of one of the screens.
        #[derive(Debug, PartialEq)]
        pub enum Request {
            $(#[doc = "Of that screen."] $id(<$screen as Screen>::Request),)+
        }

        /// An answer to one of the screens.
        #[derive(Debug)]
        pub enum Outcome {
            $(#[doc = "To that screen."] $id(<$screen as Screen>::Outcome),)+
        }

        /// The models of all screens.
        #[derive(Debug, Default)]
        #[expect(non_snake_case, reason = "fields are named after the variants")]
        pub struct Screens {
            $($id: $screen,)+
        }

        impl Screens {
            /// Hands an event to a screen; gives back what it wants done, in the cockpit's terms.
            pub fn update(
                &mut self,
                id: ScreenId,
                shared: &Shared,
                event: Event<ScreenAction, Outcome>,
            ) -> Vec<Command<ScreenAction, Request>> {
                match id {
                    $(ScreenId::$id => {
                        #[allow(unreachable_patterns, reason = "there may be one screen alone")]
                        let event = event.narrow(
                            |action| match action { ScreenAction::$id(action) => Some(action), _ => None },
                            |outcome| match outcome { Outcome::$id(outcome) => Some(outcome), _ => None },
                        );
                        let Some(event) = event else { return Vec::new() };
                        self.$id
                            .update(shared, event)
                            .into_iter()
                            .map(|command| command.widen(ScreenAction::$id, Request::$id))
                            .collect()
                    })+
                }
            }

            /// Draws a screen.
            pub fn view(&self, id: ScreenId, look: &Look<'_>, shared: &Shared, area: Rect, frame: &mut Frame<'_>) {
                match id { $(ScreenId::$id => self.$id.view(look, shared, area, frame),)+ }
            }

            /// Where a screen's keys go.
            pub fn focus(&self, id: ScreenId) -> Focus {
                match id { $(ScreenId::$id => self.$id.focus(),)+ }
            }

            /// What a screen's tab says besides the title.
            pub fn badge(&self, id: ScreenId) -> Option<String> {
                match id { $(ScreenId::$id => self.$id.badge(),)+ }
            }

            /// Whether an action would do something now.
            pub fn is_available(&self, action: &ScreenAction) -> bool {
                match action { $(ScreenAction::$id(action) => self.$id.is_available(action),)+ }
            }

            /// Whether what is seen of a screen is about to be replaced.
            pub fn is_settling(&self, id: ScreenId) -> bool {
                match id { $(ScreenId::$id => self.$id.is_settling(),)+ }
            }

            /// What would be lost by quitting now, a sentence a screen.
            pub fn unsaved(&self) -> Vec<String> {
                [$(self.$id.unsaved(),)+].into_iter().flatten().collect()
            }

            /// What keeps a screen from being of use, the first screen's first.
            pub fn failure(&self) -> Option<crate::fault::Failure> {
                [$(self.$id.failure(),)+].into_iter().flatten().next()
            }

            $(
                /// That screen's model, for tests.
                #[cfg(test)]
                #[allow(dead_code, non_snake_case, reason = "not every screen's tests look inside")]
                pub fn $id(&self) -> &$screen {
                    &self.$id
                }
            )+
        }

        /// The named actions of all screens.
        pub fn actions() -> Vec<Named<ScreenAction>> {
            let mut all = Vec::new();
            $(all.extend(<$screen as Screen>::actions().into_iter().map(|named| named.map(ScreenAction::$id)));)+
            all
        }

        /// Whether a request writes down what the user did.
        pub fn keeps(request: &Request) -> bool {
            match request {
                $(Request::$id(request) => <$screen as Screen>::keeps(request),)+
            }
        }

        /// Does what a screen requested; to be called on a worker.
        pub fn run(request: Request, job: Job<Outcome>) {
            match request {
                $(Request::$id(request) => <$screen as Screen>::run(request, &job.narrow(Outcome::$id)),)+
            }
        }
    };
}
