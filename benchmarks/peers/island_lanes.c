/* The island in C with runs side by side in arrays, laid out for vector instructions: how fast a processor can go.

   The same rules, arguments and output as ``island.c``, but without the taste for variety, which reference settings do
   not use. gcc -O3 -march=native -ffast-math: exp and log then come from glibc's vector library, to about four units in
   the last place. Draws are SplitMix64 (Steele, Lea & Flood 2014), one state an agent. */

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { RUNS = 256, MOST = 32 };

static const double SUNNY = 0.75, COMMON_SKY = 0.5, HALF = 30, ALLEE = 0, NEED = 0.4, CAP = 10, MEMORY = 0.05;

/* Foragers first and runs last: sums over foragers are then vector additions. */
static double hunts[MOST][RUNS], fishes[MOST][RUNS], skill_h[MOST][RUNS], skill_f[MOST][RUNS], habit[MOST][RUNS];
static double slack[MOST][RUNS], alive[MOST][RUNS], hunting[MOST][RUNS], wanted[MOST][RUNS], sky[RUNS];
static double shared[RUNS], game[RUNS], fish[RUNS], part[RUNS], demand[RUNS];
static uint64_t state[MOST + 2][RUNS];

static inline double uniform(uint64_t *counter) {
    uint64_t z = (*counter += 0x9e3779b97f4a7c15ULL);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
    return 1.0 - (double)(int64_t)((z ^ (z >> 31)) >> 11) * 0x1p-53;
}

int main(int count, char **words) {
    if (count != 8) return 2;
    int runs = atoi(words[1]) / RUNS, days = atoi(words[2]), foragers = atoi(words[3]);
    double exponent = atof(words[4]), depletion = atof(words[5]), regrowth = atof(words[6]);
    double clear = log(0.5) / log(SUNNY), record = 0, threshold = 0, left_game = 0, living = 0;
    long known = 0;
    if (foragers > MOST || runs < 1) return 2;
    struct timespec start, end;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &start);
    for (int block = 0; block < runs; block++) {
        for (int i = 0; i < foragers + 2; i++)
            for (int r = 0; r < RUNS; r++) state[i][r] = ((uint64_t)(block * (MOST + 2) + i) * RUNS + r) * 0xd1342543de82ef95ULL;
        for (int i = 0; i < foragers; i++)
            for (int r = 0; r < RUNS; r++) {
                hunts[i][r] = fishes[i][r] = slack[i][r] = 0;
                skill_h[i][r] = skill_f[i][r] = alive[i][r] = 1;
                habit[i][r] = 0.5;
            }
        for (int r = 0; r < RUNS; r++) game[r] = fish[r] = 1;
        for (int day = 0; day < days; day++) {
            for (int r = 0; r < RUNS; r++) {
                sky[r] = exp(clear * log(uniform(&state[foragers][r])));
                shared[r] = uniform(&state[foragers + 1][r]) <= COMMON_SKY ? 1 : 0;
                demand[r] = 0;
            }
            for (int i = 0; i < foragers; i++)
                for (int r = 0; r < RUNS; r++) {
                    double own = exp(clear * log(uniform(&state[i][r])));
                    double cloud = shared[r] > 0 ? sky[r] : own;
                    double h = (1 - cloud) * skill_h[i][r] * game[r], f = cloud * skill_f[i][r] * fish[r];
                    double here = h >= f ? alive[i][r] : 0;
                    hunting[i][r] = here;
                    wanted[i][r] = alive[i][r] * (h >= f ? h : f);
                    demand[r] += depletion * here * h;
                }
            for (int r = 0; r < RUNS; r++) part[r] = demand[r] > game[r] ? game[r] / demand[r] : 1;
            for (int i = 0; i < foragers; i++)
                for (int r = 0; r < RUNS; r++) {
                    double here = hunting[i][r], live = alive[i][r], catch = wanted[i][r] * (here > 0 ? part[r] : 1);
                    double after = fmin(CAP, slack[i][r] + (catch - NEED));
                    slack[i][r] = live > 0 ? after : slack[i][r];
                    habit[i][r] += live * MEMORY * (here - habit[i][r]);
                    hunts[i][r] += here;
                    fishes[i][r] += live - here;
                    double learned = exp(exponent * log(1 + (here > 0 ? hunts[i][r] : fishes[i][r]) / HALF));
                    skill_h[i][r] = here > 0 ? learned : skill_h[i][r];
                    skill_f[i][r] = live - here > 0 ? learned : skill_f[i][r];
                    alive[i][r] = slack[i][r] >= 0 ? live : 0;
                }
            for (int r = 0; r < RUNS; r++) {
                double left = fmax(game[r] - demand[r] * part[r], 0);
                game[r] = left > 0 ? left + fmax(regrowth * (1 - left) * (left - ALLEE), -left) : 0;
            }
        }
        for (int r = 0; r < RUNS; r++) {
            double h = 0, all = 0, mean = 0, lives = 0;
            for (int i = 0; i < foragers; i++) {
                h += hunts[i][r], all += hunts[i][r] + fishes[i][r], lives += alive[i][r];
                mean += alive[i][r] * skill_h[i][r] * game[r] / (skill_h[i][r] * game[r] + skill_f[i][r] * fish[r]);
            }
            if (lives > 0) threshold += mean / lives, known++;
            record += h / all, left_game += game[r], living += lives / foragers;
        }
    }
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &end);
    double seconds = end.tv_sec - start.tv_sec + 1e-9 * (end.tv_nsec - start.tv_nsec);
    runs *= RUNS;
    printf("%.6f %.6f %.6f %.6f %.6f\n", seconds, record / runs, threshold / known, left_game / runs, living / runs);
    return 0;
}
