/* The island as a plain loop in C, one run after another: the speed of light for ``bench_sweep.py``.

   The same rules as ``specialisation_sim.stories.island``, and left out what ``island_mesa.py`` leaves out. It draws and
   computes only what a day needs: no valley's sky on a day that all share, no skill for a task that was not done.
   gcc -O3; PCG64 (O'Neill 2014); the story draws no normals. The same statistics: ``tests/test_island_peer.py``.

   island RUNS DAYS FORAGERS EXPONENT GAME_DEPLETION REGROWTH VARIETY
   prints seconds, and the means over runs of the hunting record, the cloud threshold, the game and the living. */

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { HUNT, FISH };

static const double SUNNY = 0.75, COMMON_SKY = 0.5, HALF = 30, ALLEE = 0, NEED = 0.4, CAP = 10, MEMORY = 0.05;

typedef struct {
    double experience[2], skill[2], habit[2], slack, wanted;
    int task, alive;
} Forager;

typedef struct {
    __uint128_t state, increment;
} Pcg;

static const __uint128_t MULTIPLIER = ((__uint128_t)2549297995355413924ULL << 64) | 4865540595714422341ULL;

static uint64_t bits(Pcg *rng) {
    rng->state = rng->state * MULTIPLIER + rng->increment;
    uint64_t mixed = (uint64_t)(rng->state >> 64) ^ (uint64_t)rng->state;
    unsigned turn = (unsigned)(rng->state >> 122);
    return (mixed >> turn) | (mixed << (-turn & 63));
}

static double uniform(Pcg *rng) { return 1.0 - (double)(bits(rng) >> 11) * 0x1p-53; }

static Pcg seeded(uint64_t seed) {
    Pcg rng = {0, ((__uint128_t)seed << 1) | 1};
    bits(&rng);
    rng.state += ((__uint128_t)0x9e3779b97f4a7c15ULL << 64) + seed;
    bits(&rng);
    return rng;
}

int main(int count, char **words) {
    if (count != 8) return 2;
    int runs = atoi(words[1]), days = atoi(words[2]), foragers = atoi(words[3]);
    double exponent = atof(words[4]), depletion[2] = {atof(words[5]), 0}, regrowth = atof(words[6]);
    double variety = atof(words[7]), clear = log(0.5) / log(SUNNY);
    double record = 0, threshold = 0, game = 0, living = 0;
    long known = 0;
    Forager *all = malloc(foragers * sizeof *all);
    struct timespec start, end;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &start);
    for (int run = 0; run < runs; run++) {
        Pcg rng = seeded(run);
        double stock[2] = {1, 1};
        long done[2] = {0, 0};
        for (int i = 0; i < foragers; i++) all[i] = (Forager){{0, 0}, {1, 1}, {0.5, 0.5}, 0, 0, -1, 1};
        for (int day = 0; day < days; day++) {
            double sky = exp(clear * log(uniform(&rng))), wanted[2] = {0, 0}, part[2], demand[2];
            int shared = uniform(&rng) <= COMMON_SKY;
            for (int i = 0; i < foragers; i++) {
                Forager *one = &all[i];
                if (!one->alive) continue;
                double cloud = shared ? sky : exp(clear * log(uniform(&rng)));
                double expected[2] = {(1 - cloud) * one->skill[HUNT] * stock[HUNT], cloud * one->skill[FISH] * stock[FISH]};
                one->task = expected[FISH] > expected[HUNT];
                if (variety > 0) {
                    int can_hunt = one->slack + (expected[HUNT] - NEED) >= 0, can_fish = one->slack + (expected[FISH] - NEED) >= 0;
                    if (can_hunt && can_fish)
                        one->task = expected[FISH] * (1 + variety * (1 - one->habit[FISH])) >
                                    expected[HUNT] * (1 + variety * (1 - one->habit[HUNT]));
                }
                one->wanted = expected[one->task];
                wanted[one->task] += one->wanted;
            }
            for (int k = 0; k < 2; k++) {
                demand[k] = depletion[k] * wanted[k];
                part[k] = demand[k] > stock[k] ? stock[k] / demand[k] : 1;
            }
            for (int i = 0; i < foragers; i++) {
                Forager *one = &all[i];
                if (!one->alive) continue;
                int k = one->task;
                one->slack = fmin(CAP, one->slack + (one->wanted * part[k] - NEED));
                one->habit[0] *= 1 - MEMORY;
                one->habit[1] *= 1 - MEMORY;
                one->habit[k] += MEMORY;
                one->experience[k] += 1;
                one->skill[k] = exp(exponent * log(1 + one->experience[k] / HALF));
                done[k]++;
                one->alive = one->slack >= 0;
            }
            for (int k = 0; k < 2; k++) {
                double left = fmax(stock[k] - demand[k] * part[k], 0);
                stock[k] = left > 0 ? left + fmax(regrowth * (1 - left) * (left - ALLEE), -left) : 0;
            }
        }
        double mean = 0;
        int alive = 0;
        for (int i = 0; i < foragers; i++)
            if (all[i].alive) {
                double hunt = all[i].skill[HUNT] * stock[HUNT], fish = all[i].skill[FISH] * stock[FISH];
                mean += hunt / (hunt + fish);
                alive++;
            }
        if (alive) threshold += mean / alive, known++;
        record += (double)done[HUNT] / (done[HUNT] + done[FISH]);
        game += stock[HUNT];
        living += (double)alive / foragers;
    }
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &end);
    double seconds = end.tv_sec - start.tv_sec + 1e-9 * (end.tv_nsec - start.tv_nsec);
    printf("%.6f %.6f %.6f %.6f %.6f\n", seconds, record / runs, threshold / known, game / runs, living / runs);
    free(all);
    return 0;
}
